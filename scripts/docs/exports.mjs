// What a module of TypeScript exports, as a list in Markdown: each by its signature, and what it says of itself.
import ts from 'typescript';
import { root } from '../setup.mjs';

/** The list of a module's functions, classes and values, and of its types after them. */
export function exportsOf(path) {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile).config,
    ts.sys,
    root
  );
  const program = ts.createProgram([path], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(path));
  const all = checker.getExportsOfModule(module).map(symbol => described(symbol, checker));
  return [...all.filter(({ isType }) => !isType), ...all.filter(({ isType }) => isType)]
    .map(({ signature, about }) => `- \`${signature}\`${about && `: ${about}`}`)
    .join('\n');
}

function described(alias, checker) {
  const symbol = alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias;
  const [declaration] = symbol.declarations;
  const [call] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures();
  return {
    isType: !(symbol.flags & ts.SymbolFlags.Value),
    signature: call
      ? `${alias.name}${checker.signatureToString(call, declaration, ts.TypeFormatFlags.NoTruncation)}`
      : `${kindOf(symbol)} ${alias.name}`,
    about: sentence(ts.displayPartsToString(symbol.getDocumentationComment(checker)))
  };
}

function kindOf({ flags }) {
  return flags & ts.SymbolFlags.Class
    ? 'class'
    : flags & ts.SymbolFlags.Interface
      ? 'interface'
      : flags & ts.SymbolFlags.TypeAlias
        ? 'type'
        : 'const';
}

/** The first sentence of a comment, on one line. */
function sentence(text) {
  const [first] = text.replace(/\s+/g, ' ').split(/(?<=\.) (?=[A-Z])/);
  return first.replace(/[<[\]]/g, '\\$&');
}
