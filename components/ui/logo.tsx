import { cx } from "./cx";

/** A gatehouse with one lit window. */
export function LogoMark({ className = "h-6" }: { className?: string }) {
  return (
    <svg viewBox="3 4 26 25" aria-hidden="true" className={cx("w-auto shrink-0", className)}>
      <path className="fill-mark" d="M3 28V5h2.9v2.6h2.2V5H11v9h10V5h2.9v2.6h2.2V5H29v23h-9v-5a4 4 0 0 0-8 0v5z" />
      <path
        className="fill-lamp stroke-mark-frame [stroke-width:1.8] [paint-order:stroke]"
        d="M22.5 18.5v-4a2.5 2.5 0 0 1 5 0v4z"
      />
    </svg>
  );
}

export function Logo({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2.5 text-base font-semibold tracking-[-0.01em]">
      <LogoMark />
      {name}
    </span>
  );
}
