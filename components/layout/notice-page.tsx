import type { ReactNode } from "react";
import { LogoMark } from "@/components/ui/logo";
import { TownWall } from "./town-wall";

export interface NoticePageProps {
  /** The status code, in small type: "404". */
  code?: string;
  title: string;
  children: ReactNode;
  actions: ReactNode;
  requestId?: string | undefined;
}

/** For errors: what happened, what to do next, and the request id for support. */
export function NoticePage({ code, title, children, actions, requestId }: NoticePageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <main className="mx-auto flex w-full max-w-[34rem] grow flex-col justify-center gap-6 px-4 py-16">
        <LogoMark className="h-11 self-start" />
        <div className="grid gap-2">
          {code && <p className="font-mono text-sm text-muted">{code}</p>}
          <h1 className="text-xl font-semibold">{title}</h1>
          <div className="text-muted">{children}</div>
        </div>
        <div className="flex flex-wrap gap-3">{actions}</div>
        {requestId && (
          <details className="text-sm text-muted">
            <summary className="disclosure">Details</summary>
            <p className="pt-2">
              If you contact support, quote this request id:{" "}
              <code className="font-mono break-all text-text select-all">{requestId}</code>
            </p>
          </details>
        )}
      </main>
      <TownWall />
    </div>
  );
}
