import { Fragment } from "react";

/** An IP address in a table. One that is longer than any of IPv4 wraps after a colon. */
export function IpAddress({ address }: { address: string }) {
  return (
    <span className="font-mono text-xs wrap-anywhere whitespace-normal @min-[46rem]:inline-block @min-[46rem]:w-max @min-[46rem]:max-w-[15ch]">
      {address.split(/(?<=:)/u).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
