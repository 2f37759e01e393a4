export interface PreviewBarProps {
  title: string;
  text: string;
}

/** Above every page of a preview deployment. Its height is subtracted from the height of the pages in globals.css. */
export function PreviewBar({ title, text }: PreviewBarProps) {
  return (
    <section
      aria-label="Deployment"
      className="preview-bar border-b border-border bg-warning-soft px-4 text-center text-xs text-warning"
    >
      <p className="flex min-h-8 flex-wrap items-center justify-center gap-x-1 py-1">
        <strong className="font-semibold">{title}</strong>
        <span>{text}</span>
      </p>
    </section>
  );
}
