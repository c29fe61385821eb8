/** The most characters of a chat message: Discord's limit. UTF-16 units are counted, which never count fewer than Discord does. */
export const maxMessageCharacters = 2_000;

/** Kept free for the footer of a message: its as-of time, and what kind of market or text it is. */
export const footerReserveCharacters = 200;

/** The most characters of a text that a footer may follow. */
export const maxPostedCharacters = maxMessageCharacters - footerReserveCharacters;
