import { expect, it } from "vitest";
import { limitAddress } from "./limit-address";

it.each([
  ["person@example.com", "person@example.com"],
  ["person+1@example.com", "person@example.com"],
  ["person+1+2@example.com", "person@example.com"],
  ["person+@example.com", "person@example.com"],
  ["+tag@example.com", "+tag@example.com"],
  ["first.last@example.com", "first.last@example.com"],
  ["first-last@example.com", "first-last@example.com"],
  ["f.i.r.s.t+1@gmail.com", "first@gmail.com"],
  ["first@googlemail.com", "first@gmail.com"],
])("counts %s as %s", (email, counted) => {
  expect(limitAddress(email)).toBe(counted);
});
