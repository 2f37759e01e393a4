import { cx } from "@/components/ui/cx";

/** Single stones, a few for each tower, clear of its windows. From the left edge of the tower. */
const STONES: [x: number, y: number][] = [
  [14, 84],
  [58, 98],
  [12, 168],
  [56, 180],
  [14, 214],
  [58, 250],
  [16, 266],
  [46, 300],
];

/** A tower of 116 units with its merlons, lit from the left. */
function Tower() {
  return (
    <>
      <path className="fill-masonry" d="M8 66h100v266H8zM0 66V32h28v16h16V32h28v16h16V32h28v34z" />
      <path
        className="fill-masonry-shade"
        d="M86 66h22v266H86zM8 66h100v6H8zM100 32h16v34h-16zM56 32h16v16H56zM12 32h16v16H12z"
      />
      <path className="fill-masonry-lit" d="M8 72h4v260H8zM0 32h4v34H0zM44 32h4v16h-4zM88 32h4v16h-4z" />
      {STONES.map(([x, y]) => (
        <rect key={y} x={8 + x} y={y} width="20" height="8" rx="1.5" className="fill-masonry-shade" />
      ))}
    </>
  );
}

/** A wall of 108 units beside a tower, lower and in its shade. */
function SideWall() {
  return (
    <>
      <path className="fill-masonry-shade" d="M0 332V206h26v16h28v-16h26v16h28v110z" />
      <path className="fill-masonry" d="M0 206h26v4H0zM54 206h26v4H54zM26 222h28v4H26zM80 222h28v4H80z" />
    </>
  );
}

/** A gatehouse with one lit window, by night or by day according to the theme. It stands on the lower edge of its box. */
export function GatehouseDrawing({ className }: { className?: string }) {
  return (
    <svg
      viewBox="18 32 564 300"
      aria-hidden="true"
      preserveAspectRatio="xMidYMax meet"
      className={cx("block overflow-visible", className)}
    >
      <defs>
        <radialGradient id="lamplight">
          <stop offset="0" className="[stop-color:var(--gh-lamp)]" stopOpacity="0.5" />
          <stop offset="0.4" className="[stop-color:var(--gh-lamp)]" stopOpacity="0.16" />
          <stop offset="1" className="[stop-color:var(--gh-lamp)]" stopOpacity="0" />
        </radialGradient>
        <clipPath id="gate">
          <path d="M252 332v-78a48 48 0 0 1 96 0v78z" />
        </clipPath>
      </defs>
      <g transform="translate(18)">
        <SideWall />
      </g>
      <g transform="translate(582) scale(-1 1)">
        <SideWall />
      </g>
      <path
        className="fill-masonry-shade"
        fillRule="evenodd"
        d="M226 332V154h16v-18h28v18h16v-18h28v18h16v-18h28v18h16v178zM252 332h96v-78a48 48 0 0 0-96 0z"
      />
      <path
        className="fill-masonry"
        d="M242 136h28v4h-28zM286 136h28v4h-28zM330 136h28v4h-28zM226 174h148v6H226zM244 332v-78a56 56 0 0 1 112 0v78h-8v-78a48 48 0 0 0-96 0v78z"
      />
      <path
        clipPath="url(#gate)"
        className="fill-none stroke-masonry"
        strokeWidth="4"
        d="M268 200v92M284 200v92M300 200v92M316 200v92M332 200v92M252 232h96M252 254h96M252 276h96"
      />
      <g transform="translate(118)">
        <Tower />
        <path className="fill-page" d="M51 146v-28a5 5 0 0 1 10 0v28zM51 236v-28a5 5 0 0 1 10 0v28z" />
      </g>
      <g transform="translate(366)">
        <Tower />
        <path className="fill-page" d="M51 236v-28a5 5 0 0 1 10 0v28z" />
      </g>
      <circle cx="422" cy="126" r="92" fill="url(#lamplight)" />
      <path className="fill-lamp" d="M409 148v-24a13 13 0 0 1 26 0v24z" />
      <path className="stroke-masonry-shade" strokeWidth="2.5" d="M422 111v37M409 129h26" />
    </svg>
  );
}
