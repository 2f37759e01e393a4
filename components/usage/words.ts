export const number = (amount: number) => amount.toLocaleString("en");

/** "1 credit", "1,200 credits". */
export const creditWords = (amount: number) => `${number(amount)} ${amount === 1 ? "credit" : "credits"}`;

export const callWords = (amount: number) => `${number(amount)} ${amount === 1 ? "call" : "calls"}`;
