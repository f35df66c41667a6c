export function python(program?: string, environment?: string): string;
export function collaborationEnvironment(): Record<string, string | undefined>;
