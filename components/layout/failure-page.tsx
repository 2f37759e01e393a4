"use client";

import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { NoticePage } from "./notice-page";

interface FailurePageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** For what we did not expect. The error itself was told to the log, not to the reader. */
export function FailurePage({ error, retry }: FailurePageProps) {
  // The name that the bundler gives it: the script of an older deployment is gone from the server.
  if (error.name === "ChunkLoadError") {
    return (
      <NoticePage
        title="This page has been updated"
        actions={<Button onClick={() => location.reload()}>Reload this page</Button>}
      >
        <p>You opened it before the update. Reload it to continue.</p>
      </NoticePage>
    );
  }
  return (
    <NoticePage
      code="500"
      title="Something went wrong on our side"
      requestId={error.digest}
      actions={
        <>
          <Button onClick={retry}>Try again</Button>
          <LinkButton href="/" variant="secondary">
            Go to the front page
          </LinkButton>
        </>
      }
    >
      <p>We have logged it. Trying again often helps; if it does not, write to us with the details below.</p>
    </NoticePage>
  );
}
