import type { Metadata } from "next";
import { NoticePage } from "@/components/layout/notice-page";
import { LinkButton } from "@/components/ui/link-button";
import { requestFacts } from "@/lib/web/request-facts";

export const metadata: Metadata = { title: "Closed" };

export default async function Forbidden() {
  const { requestId } = await requestFacts();
  return (
    <NoticePage
      code="403"
      title="This gate is closed"
      requestId={requestId}
      actions={<LinkButton href="/account/profile">Go to your account</LinkButton>}
    >
      <p>The organization is suspended. Its data is kept; ask whoever runs this site when it opens again.</p>
    </NoticePage>
  );
}
