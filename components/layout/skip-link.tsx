export const CONTENT_ID = "content";

export function SkipLink() {
  return (
    <a
      href={`#${CONTENT_ID}`}
      className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:z-50 focus:rounded-control focus:bg-overlay focus:px-4 focus:py-2 focus:text-sm focus:font-medium focus:shadow-float"
    >
      Skip to content
    </a>
  );
}
