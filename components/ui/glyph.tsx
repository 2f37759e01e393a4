export const DANGER_PATH = "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM12 7.5v5.5M12 16.5v.01";

export function Glyph({ path, className }: { path: string; className: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d={path} />
    </svg>
  );
}
