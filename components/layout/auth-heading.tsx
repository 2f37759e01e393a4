import type { ReactNode } from "react";

export interface AuthHeadingProps {
  /** Above the title, such as an organization's initials. */
  mark?: ReactNode;
  title: string;
  description?: ReactNode;
}

/** The heading of an auth page's card. */
export function AuthHeading({ mark, title, description }: AuthHeadingProps) {
  return (
    <div className="grid gap-1.5">
      {mark && <div className="mb-2 flex">{mark}</div>}
      <h1 className="text-lg font-semibold">{title}</h1>
      {description && <div className="text-sm wrap-anywhere text-muted">{description}</div>}
    </div>
  );
}
