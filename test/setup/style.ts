// Styles mean nothing to a test without a browser.
export default '';
