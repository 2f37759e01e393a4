import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Whether this column names the row: it is the row's header, and its title on a phone. */
  primary?: boolean;
  /** The row's actions. The column's header is only for screen readers. */
  actions?: boolean;
  /** Whether the value, such as a badge, needs no header before it on a phone. */
  isPlain?: boolean;
  /** Whether a phone leaves the column out, of all rows or of some. */
  isExtra?: boolean | ((row: Row) => boolean);
  /** Whether a phone shows the value at the right of the name. */
  isAside?: boolean;
  /** Whether a phone begins a new line with this value. The values after it continue on that line. */
  isBelow?: boolean;
  /** Whether the rows are sorted by this column, in descending order. */
  isSorted?: boolean;
}

export interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Whether the columns share the width, so that short values are not far from the name. */
  isSpread?: boolean;
  /** Shown instead of the table if there are no rows. */
  empty?: ReactNode;
}

const CELL =
  "@min-[46rem]:table-cell @min-[46rem]:px-3 @min-[46rem]:py-1 @min-[46rem]:align-middle " +
  "@min-[46rem]:first:pl-5 @min-[46rem]:last:pr-5";

/** The primary column takes the free space and shortens its text; the others are as narrow as their content. */
const PRIMARY = "text-left font-medium @min-[46rem]:max-w-0 @min-[46rem]:min-w-48";
const OTHER =
  "@min-[46rem]:whitespace-nowrap @min-[46rem]:text-muted " +
  // A refused form needs room for its message and for further fields.
  "@min-[46rem]:has-[[role=alert]]:min-w-56 @min-[46rem]:has-[[role=alert]]:whitespace-normal @min-[55rem]:has-[[role=alert]]:min-w-80";

/** Space between a number and a text that would otherwise read as one. */
const AFTER_NUMBER = "@min-[46rem]:not-last:pr-10";

function cellClass<Row>(
  { numeric, primary, actions, isPlain, isExtra, isAside, isBelow }: Column<Row>,
  isSpread: boolean,
  row: Row,
): string {
  if (primary) return cx(CELL, PRIMARY, "row-name", isSpread ? "@min-[46rem]:w-2/5" : "@min-[46rem]:w-full");
  return cx(
    CELL,
    OTHER,
    !isSpread && "@min-[46rem]:w-px",
    actions ? "row-actions" : "row-value",
    isPlain && "row-plain",
    (typeof isExtra === "function" ? isExtra(row) : isExtra) && "row-extra",
    isAside && "row-aside",
    isBelow && "row-below",
    numeric || actions ? "@min-[46rem]:text-right" : "text-left",
    numeric && AFTER_NUMBER,
  );
}

/**
 * A table if there is room for it, else a list in which each row is one text (`.row` in the style sheet). Explicit roles keep
 * it a table for screen readers.
 */
export function Table<Row>({ caption, columns, rows, rowKey, isSpread = false, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className="@container">
      <div className="overflow-clip rounded-card border border-border bg-raised">
        <table role="table" className="block w-full text-sm @min-[46rem]:table">
          <caption className="sr-only">{caption}</caption>
          <thead role="rowgroup" className="sr-only @min-[46rem]:not-sr-only @min-[46rem]:table-header-group">
            <tr role="row" className="border-b border-border">
              {columns.map((column) => (
                <th
                  key={column.key}
                  role="columnheader"
                  scope="col"
                  aria-sort={column.isSorted ? "descending" : undefined}
                  className={cx(
                    "text-xs font-medium whitespace-nowrap text-muted @min-[46rem]:px-3 @min-[46rem]:py-2.5 @min-[46rem]:first:pl-5 @min-[46rem]:last:pr-5",
                    column.numeric ? `text-right ${AFTER_NUMBER}` : "text-left",
                  )}
                >
                  {column.actions ? <span className="sr-only">{column.header}</span> : column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup" className="block @min-[46rem]:table-row-group">
            {rows.map((row) => (
              <tr
                key={rowKey(row)}
                role="row"
                className="row relative border-b border-border transition-colors last:border-b-0 hover:bg-border/40 has-[details[open],[role=alert]]:*:align-top @min-[46rem]:table-row @min-[46rem]:h-12 @min-[46rem]:has-[.row-face]:h-14 @min-[46rem]:[&:has(.row-link)>:last-child]:pr-11"
              >
                {columns.map((column) => {
                  const shared = { className: cellClass(column, isSpread, row), "data-label": column.header };
                  return column.primary ? (
                    <th key={column.key} role="rowheader" scope="row" {...shared}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} role="cell" {...shared}>
                      {column.cell(row)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
