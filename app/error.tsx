"use client";

import { FailurePage } from "@/components/layout/failure-page";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <FailurePage error={error} retry={retry} />;
}
