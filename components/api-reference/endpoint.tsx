import { cx } from "@/components/ui/cx";

/** The method and the path of an operation. A line may break after a slash. */
export function Endpoint({ method, path, isStrong = false }: { method: string; path: string; isStrong?: boolean }) {
  return (
    <code className={cx("font-mono text-sm", !isStrong && "text-muted")}>
      <span className={cx("mr-2 font-medium", method === "DELETE" ? "text-danger" : "text-text")}>{method}</span>
      {path.split(/(?<=\/)/).map((part, index) => (
        <span key={index}>
          {part}
          <wbr />
        </span>
      ))}
    </code>
  );
}
