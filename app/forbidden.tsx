import type { Metadata } from "next";
import { NoticePage } from "@/components/layout/notice-page";
import { ROLE_WORDS } from "@/components/role-words";
import { LinkButton } from "@/components/ui/link-button";
import { closedOrganization } from "@/lib/web/closed-organization";
import { requestFacts } from "@/lib/web/request-facts";

export const metadata: Metadata = { title: "Closed" };

export default async function Forbidden() {
  const [{ requestId }, closed] = await Promise.all([requestFacts(), closedOrganization()]);
  const account = <LinkButton href="/account/profile">Go to your account</LinkButton>;
  if (closed?.organization.suspended) {
    return (
      <NoticePage code="403" title="This gate is closed" requestId={requestId} actions={account}>
        <p>
          {closed.organization.name} is suspended, and nobody can open it for now. Nothing in it is lost. Ask whoever runs this site
          when it opens again.
        </p>
      </NoticePage>
    );
  }
  if (closed) {
    return (
      <NoticePage
        code="403"
        title="Your key does not fit here"
        requestId={requestId}
        actions={<LinkButton href={`/org/${closed.organization.slug}`}>Go to the dashboard</LinkButton>}
      >
        <p>
          Your role in {closed.organization.name} is “{ROLE_WORDS[closed.role]}”, and this page asks for more. One of its admins can
          change that.
        </p>
      </NoticePage>
    );
  }
  return (
    <NoticePage code="403" title="This gate is closed" requestId={requestId} actions={account}>
      <p>This page is not yours to open.</p>
    </NoticePage>
  );
}
