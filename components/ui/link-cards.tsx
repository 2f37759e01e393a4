import type { ReactNode } from "react";

export interface LinkCard {
  id: string;
  href: string;
  title: string;
  text: string;
  footer: ReactNode;
}

export interface LinkCardsProps {
  label: string;
  cards: LinkCard[];
  headingLevel?: 2 | 3;
}

/** Cards that are links as a whole, named by their titles. */
export function LinkCards({ label, cards, headingLevel = 2 }: LinkCardsProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <ul aria-label={label} className="grid gap-4 sm:grid-cols-2">
      {cards.map(({ id, href, title, text, footer }) => (
        <li
          key={id}
          className="relative flex min-w-0 flex-col gap-1.5 rounded-card border border-border bg-raised p-5 transition-colors hover:border-control"
        >
          <Heading dir="auto" className="font-semibold wrap-anywhere">
            <a href={href} className="line-clamp-2 rounded-card after:absolute after:inset-0 after:rounded-card">
              {title}
            </a>
          </Heading>
          {text !== "" && (
            <p dir="auto" className="line-clamp-2 text-sm wrap-anywhere text-muted">
              {text}
            </p>
          )}
          <p className="mt-auto pt-2 text-xs text-muted">{footer}</p>
        </li>
      ))}
    </ul>
  );
}
