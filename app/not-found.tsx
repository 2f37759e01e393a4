import type { Metadata } from "next";
import { NoticePage } from "@/components/layout/notice-page";
import { LinkButton } from "@/components/ui/link-button";
import { MISSING } from "@/lib/web/pages/notices";
import { requestFacts } from "@/lib/web/http/request-facts";

export const metadata: Metadata = { title: "Page not found" };

export default async function NotFound() {
  const { requestId } = await requestFacts();
  const { status, title, text, href, label } = MISSING;
  return (
    <NoticePage
      code={String(status)}
      title={title}
      requestId={requestId}
      actions={<LinkButton href={href}>{label}</LinkButton>}
    >
      <p>{text}</p>
    </NoticePage>
  );
}
