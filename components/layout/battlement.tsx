import { useId } from "react";

/** The top edge of a wall: where a page stands on its ground. */
export function Battlement() {
  const id = useId();
  return (
    <svg aria-hidden="true" className="block h-4 w-full text-stone">
      <defs>
        <pattern id={id} width="48" height="16" patternUnits="userSpaceOnUse">
          <path d="M0 16V8h14V0h20v8h14v8z" fill="currentColor" />
        </pattern>
      </defs>
      <rect width="100%" height="16" fill={`url(#${id})`} />
    </svg>
  );
}
