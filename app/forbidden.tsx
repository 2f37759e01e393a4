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
      <p>
        Either this page is for people with another role, or the organization is suspended. Ask an admin of the organization;
        if all of it is closed, its data is kept, and whoever runs this site knows when it opens again.
      </p>
    </NoticePage>
  );
}
