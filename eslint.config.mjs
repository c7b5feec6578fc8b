// Rules for the front end's own scripts; run by `make lint-js` with the ESLint version that the Makefile pins.
const browser = [
  'Blob', 'DecompressionStream', 'DataView', 'Element', 'IntersectionObserver', 'L', 'MessageChannel', 'ResizeObserver', 'Response',
  'TextDecoder', 'TextEncoder', 'URL', 'atob', 'clearTimeout', 'console', 'devicePixelRatio', 'document', 'getComputedStyle', 'history', 'location',
  'matchMedia', 'navigator', 'performance', 'requestAnimationFrame', 'requestIdleCallback', 'setTimeout', 'window', 'Path2D', 'Worker',
];
const node = ['TextEncoder', 'module', 'require', '__dirname', 'process'];
const named = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));
const sinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'].map((property) => ({ property }));
sinks.push({ object: 'document', property: 'write' }, { object: 'document', property: 'writeln' });

const rules = {
  curly: ['error', 'multi-line'],
  eqeqeq: 'error',
  'for-direction': 'error',
  'no-array-constructor': 'error',
  'no-const-assign': 'error',
  'no-constant-condition': 'error',
  'no-dupe-args': 'error',
  'no-dupe-class-members': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-empty': 'error',
  'no-eval': 'error',
  'no-extra-bind': 'error',
  'no-fallthrough': 'error',
  'no-func-assign': 'error',
  'no-implicit-globals': 'error',
  'no-implied-eval': 'error',
  'no-invalid-this': 'error',
  'no-new-func': 'error',
  'no-redeclare': 'error',
  'no-restricted-globals': ['error', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'localStorage', 'sessionStorage', 'alert', 'eval'],
  'no-restricted-properties': ['error', ...sinks.map((sink) => ({ ...sink, message: 'text of users enters only as textContent' }))],
  'no-script-url': 'error',
  'no-self-assign': 'error',
  'no-shadow': 'error',
  'no-undef': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
  'no-unused-vars': 'error',
  'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
  'no-var': 'error',
  'prefer-const': 'error',
  strict: ['error', 'function'],
  'valid-typeof': 'error',
};

export default [
  { ignores: ['geomap/rendering/static/vendor/**'] },
  {
    files: ['geomap/rendering/static/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'script', globals: named(browser) },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules,
  },
  {
    files: ['tests/js/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'commonjs', globals: named(node) },
    rules: { ...rules, strict: 'off', 'no-implicit-globals': 'off', 'no-script-url': 'off' },
  },
];
