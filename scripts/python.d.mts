export function python(program?: string, environment?: string): string;
export function environmentBeside(): Record<string, string | undefined>;
export function jupyterEnvironment(): Record<string, string | undefined>;
