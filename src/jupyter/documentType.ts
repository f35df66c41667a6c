/** The name of the factory that opens documents, which layouts remember. */
export const FACTORY = 'Attention';
/** The type of their files. */
export const FILE_TYPE = 'attention';
