/** @returns the aside of a number that has grown, else nothing */
export const growth = (by: number) => (by > 0 ? `+${by.toLocaleString("en")} this week` : undefined);
