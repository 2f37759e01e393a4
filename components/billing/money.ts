/** An amount in the smallest unit of its currency, as people write it: "$29", or "$29.50". */
export function money(cents: number, currency: string): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  const format = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(cents / 100);
}

export const counted = (number: number): string => number.toLocaleString("en-US");
