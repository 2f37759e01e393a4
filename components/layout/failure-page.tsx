"use client";

import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { NoticePage } from "./notice-page";

interface FailurePageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** For unexpected errors. The error itself is only in the log. */
export function FailurePage({ error, retry }: FailurePageProps) {
  // The bundler's error name for a script that failed to load: the server no longer has the scripts of an older deployment.
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
      {error.digest ? (
        <p>We have logged it. Try again. If the problem persists, contact support and quote the details below.</p>
      ) : (
        <p>Try again. If the problem persists, contact support.</p>
      )}
    </NoticePage>
  );
}
