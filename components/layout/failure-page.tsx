"use client";

import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { NoticePage } from "./notice-page";

/** For what we did not expect. The error itself was told to the log, not to the reader. */
export function FailurePage({ requestId, retry }: { requestId: string | undefined; retry: () => void }) {
  return (
    <NoticePage
      code="500"
      title="Something went wrong on our side"
      requestId={requestId}
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
