import { Battlement } from "./battlement";

/** A decorative wall with one lit window along the bottom of a page. */
export function TownWall() {
  return (
    <div aria-hidden="true">
      <Battlement />
      <div className="h-11 bg-stone pt-3">
        <svg viewBox="0 0 14 20" className="ml-[72%] h-5 sm:ml-[64%]">
          <path className="fill-lamp" d="M1 20V7a6 6 0 0 1 12 0v13z" />
          <path className="stroke-mark-frame stroke-[1.5]" d="M7 1v19M1 11h12" />
        </svg>
      </div>
    </div>
  );
}
