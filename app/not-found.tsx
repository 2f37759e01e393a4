import type { Metadata } from "next";
import { NoticePage } from "@/components/layout/notice-page";
import { LinkButton } from "@/components/ui/link-button";
import { FRONT_PAGE, MISSING } from "@/lib/web/pages/notices";
import { requestFacts } from "@/lib/web/http/request-facts";

export const metadata: Metadata = { title: "Page not found" };

export default async function NotFound() {
  const { requestId } = await requestFacts();
  const { status, title, text } = MISSING;
  return (
    <NoticePage
      code={String(status)}
      title={title}
      requestId={requestId}
      actions={<LinkButton href={FRONT_PAGE.href}>{FRONT_PAGE.label}</LinkButton>}
    >
      <p>{text}</p>
    </NoticePage>
  );
}
