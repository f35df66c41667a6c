declare module '*/page.css';
