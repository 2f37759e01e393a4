import type { Metadata } from "next";
import { NoticePage } from "@/components/layout/notice-page";
import { LinkButton } from "@/components/ui/link-button";
import { requestFacts } from "@/lib/web/request-facts";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  const { requestId } = await requestFacts();
  return (
    <NoticePage
      code="404"
      title="There is no gate here"
      requestId={requestId}
      actions={<LinkButton href="/">Go to the front page</LinkButton>}
    >
      <p>The page does not exist, or it is not yours to see. Check the address, or start over from the front.</p>
    </NoticePage>
  );
}
