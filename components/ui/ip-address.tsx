/** An IP address in a table. A long one wraps. */
export function IpAddress({ address }: { address: string }) {
  return (
    <span className="font-mono text-xs break-all whitespace-normal @min-[46rem]:inline-block @min-[46rem]:w-max @min-[46rem]:max-w-[20ch]">
      {address}
    </span>
  );
}
