/** An example that a keyboard can scroll. */
export function Sample({ code, label }: { code: string; label: string }) {
  return (
    <pre
      tabIndex={0}
      role="group"
      aria-label={label}
      className="max-h-96 overflow-auto rounded-control bg-sunken px-4 py-3 font-mono text-xs -outline-offset-2 lg:text-sm"
    >
      <code>{code}</code>
    </pre>
  );
}
