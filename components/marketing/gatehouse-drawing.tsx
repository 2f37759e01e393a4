import { cx } from "@/components/ui/cx";

const COURSES = [164, 188, 212, 236, 260, 284, 308];
const SLITS: [x: number, y: number][] = [
  [167, 108],
  [167, 196],
  [415, 196],
];

/**
 * A gatehouse with one lit window, by night or by day according to the theme. Its lower edge stands on the line below. Its
 * wall continues to both sides beyond the drawing, as far as the page is wide, with the merlons counted from the building.
 */
export function GatehouseDrawing({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 600 332"
      aria-hidden="true"
      preserveAspectRatio="xMidYMax meet"
      className={cx("block overflow-visible", className)}
    >
      <defs>
        <radialGradient id="lamplight">
          <stop offset="0" className="[stop-color:var(--gh-lamp)]" stopOpacity="0.55" />
          <stop offset="0.4" className="[stop-color:var(--gh-lamp)]" stopOpacity="0.16" />
          <stop offset="1" className="[stop-color:var(--gh-lamp)]" stopOpacity="0" />
        </radialGradient>
        <pattern id="merlons" x="18" y="292" width="48" height="8" patternUnits="userSpaceOnUse">
          <path className="fill-stone" d="M14 0h20v8H14z" />
        </pattern>
        <clipPath id="gate">
          <path d="M252 332v-78a48 48 0 0 1 96 0v78z" />
        </clipPath>
      </defs>
      <g id="wall">
        <path fill="url(#merlons)" d="M-3742 292H18v8h-3760z" />
        <path className="fill-stone" d="M-3742 300H18v32h-3760z" />
      </g>
      <use href="#wall" transform="translate(592) scale(-1 1)" />
      <path
        className="fill-stone"
        d="M18 332V222h14v-14h22v14h20v-14h22v14h28V196h344v26h28v-14h22v14h20v-14h22v14h14v110z"
      />
      <path className="fill-stone-deep" d="M206 332V154h20v-18h28v18h32v-18h28v18h32v-18h28v18h20v178z" />
      <path className="fill-stone-deep" d="M124 332V66h-8V32h26v16h18V32h26v16h18V32h26v34h-8v266z" />
      <path className="fill-stone-deep" d="M370 332V66h-8V32h26v16h18V32h26v16h18V32h26v34h-8v266z" />
      <g className="stroke-stone" strokeWidth="1.5">
        {COURSES.map((y, row) => (
          <path key={y} d={`M124 ${y}h98M370 ${y}h98M${row % 2 ? 146 : 178} ${y}v24M${row % 2 ? 440 : 402} ${y}v24`} />
        ))}
        <path d="M116 66h114M362 66h114" strokeWidth="3" />
      </g>
      <g className="fill-page">
        {SLITS.map(([x, y]) => (
          <rect key={`${x}-${y}`} x={x} y={y} width="10" height="38" rx="5" />
        ))}
        <path d="M252 332v-78a48 48 0 0 1 96 0v78z" />
      </g>
      <path
        clipPath="url(#gate)"
        className="stroke-stone-deep"
        strokeWidth="3.5"
        d="M268 200v92M284 200v92M300 200v92M316 200v92M332 200v92M252 232h96M252 254h96M252 276h96"
      />
      <circle cx="420" cy="122" r="92" fill="url(#lamplight)" />
      <path className="fill-lamp" d="M409 142v-22a11 11 0 0 1 22 0v22z" />
      <path className="stroke-stone-deep" strokeWidth="2" d="M420 109v33M409 127h22" />
    </svg>
  );
}
