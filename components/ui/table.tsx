import type { ReactNode } from "react";
import { cx } from "./cx";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** The row's name: its header, and the title of its card on a phone. */
  primary?: boolean;
  /** What can be done with the row; its header is for screen readers only. */
  actions?: boolean;
}

export interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** In place of the table when there are no rows. */
  empty?: ReactNode;
}

function cellClass<Row>({ numeric, primary, actions }: Column<Row>): string {
  return cx(
    "block @2xl:table-cell @2xl:px-4 @2xl:py-3 @2xl:align-middle",
    primary ? "pb-2 font-medium @2xl:pb-3" : "py-1",
    numeric ? "@2xl:text-right" : "text-left",
    actions && "pt-3 empty:hidden @2xl:pt-3 @2xl:text-right @2xl:empty:table-cell",
    !primary && !actions && "flex items-baseline justify-between gap-4 before:text-muted " +
      "before:content-[attr(data-label)] @2xl:before:content-none",
  );
}

/** A table where there is room for one, else a card for each row. The roles outlive the change of `display`. */
export function Table<Row>({ caption, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className="@container">
      <table role="table" className="block w-full text-sm @2xl:table">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="sr-only @2xl:not-sr-only @2xl:table-header-group">
          <tr role="row" className="border-b border-border">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={cx(
                  "text-xs font-medium text-muted @2xl:px-4 @2xl:pb-2",
                  column.numeric ? "text-right" : "text-left",
                )}
              >
                {column.actions ? <span className="sr-only">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="grid gap-3 @2xl:table-row-group">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className="block rounded-control border border-border p-4 transition-colors hover:bg-page @2xl:table-row @2xl:rounded-none @2xl:border-0 @2xl:border-b @2xl:last:border-b-0"
            >
              {columns.map((column) => {
                const shared = { className: cellClass(column), "data-label": column.header };
                return column.primary ? (
                  <th key={column.key} role="rowheader" scope="row" {...shared} className={cx(shared.className, "text-left")}>
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
  );
}
