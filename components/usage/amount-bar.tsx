import { cx } from "@/components/ui/cx";

interface AmountBarProps {
  used: number;
  /** Held by calls that are running. Drawn pale, after what is used. */
  reserved: number;
  limit: number;
}

/** The part from which an allotment counts as nearly used up, as in the mails about it. */
const NEARLY = 0.8;

const share = (amount: number, limit: number) => Math.min(100, limit > 0 ? (100 * amount) / limit : 100);

/** How much of a limit is used. The words beside it say the same. */
export function AmountBar({ used, reserved, limit }: AmountBarProps) {
  // A use too small to be seen is still a use.
  const done = used > 0 ? Math.max(1, share(used, limit)) : 0;
  const held = Math.max(done, share(used + reserved, limit));
  const fill = used >= limit ? "fill-danger" : used >= NEARLY * limit ? "fill-warning" : "fill-plot";
  return (
    <svg aria-hidden="true" className="block h-2 w-full overflow-clip rounded-full bg-stone">
      <rect width={`${held.toFixed(2)}%`} height="100%" className={cx(fill, "opacity-40")} />
      <rect width={`${done.toFixed(2)}%`} height="100%" className={fill} />
    </svg>
  );
}
