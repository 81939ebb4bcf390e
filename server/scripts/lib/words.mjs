/** What the scripts say to whoever runs them, in the terminal's language. Plain Node, since nothing may be built yet. */

const WORDS = {
  en: {
    nodeTooOld: (needed, found) => `Node ${needed} or newer is needed; this is ${found}.`,
    installing: 'Installing the packages …',
    notInstalled:
      'The packages could not be installed. If npm reaches its registry through a proxy or a mirror, see "npm config".',
    building: 'Building …',
    built: (name, seconds) => `built ${name} in ${seconds} s`,
    notBuilt: 'The build failed; the reason stands above.',
    brokeOff: 'The command broke off without a result. Run doctor, then try again.',
  },
  'zh-CN': {
    nodeTooOld: (needed, found) => `需要 Node ${needed} 或更新的版本，现在是 ${found}。`,
    installing: '正在安装依赖包 …',
    notInstalled: '依赖包没有装成。如果 npm 经代理或镜像访问仓库，请检查 npm config 的设置。',
    building: '正在构建 …',
    built: (name, seconds) => `已构建 ${name}，用时 ${seconds} 秒`,
    notBuilt: '构建失败，原因见上。',
    brokeOff: '命令没有得出结果就中断了。请执行 doctor 检查，然后再试。',
  },
};

/** By the same rule as the program's own words, in src/config/words. */
export function scriptLanguage(
  environment = process.env,
  system = new Intl.DateTimeFormat().resolvedOptions().locale,
) {
  const named = ['XIETONG_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name]?.trim());
  return /^zh/i.test(named.find((value) => value) ?? system) ? 'zh-CN' : 'en';
}

/** What is said, in the language of the environment. */
export function scriptWords(language = scriptLanguage()) {
  return WORDS[language];
}
