/** A count as people write it. To make what writes it takes longer than to write many. */
export const countText = new Intl.NumberFormat('en-US').format;
