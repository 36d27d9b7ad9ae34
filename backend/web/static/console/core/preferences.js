// What an agent has set for this browser.

const PREFIX = "madoguchi-console:";

export const preference = (name, otherwise) => localStorage.getItem(PREFIX + name) ?? otherwise;

export const setPreference = (name, value) => localStorage.setItem(PREFIX + name, value);
