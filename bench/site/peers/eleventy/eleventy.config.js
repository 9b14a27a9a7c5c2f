// One script a process, told by SCRIPT; the articles come from content/<script>.
const interfaces = require("./interface.json");

const script = process.env.SCRIPT;
const SIZE = 20;
const say = interfaces[script];
if (!say) throw new Error("set SCRIPT to zh-hant or zh-hans");

// All list pages of one kind, from groups of articles that are newest first already.
function pagesOf(groups, address) {
  return [...groups].flatMap(([name, articles]) => {
    const total = Math.ceil(articles.length / SIZE);
    const at = (page) => address(name) + (page > 1 ? `/page/${page}` : "") + ".html";
    return Array.from({ length: total }, (_, index) => ({
      name,
      total,
      number: index + 1,
      url: at(index + 1),
      newer: index ? at(index) : "",
      older: index + 1 < total ? at(index + 2) : "",
      articles: articles.slice(index * SIZE, (index + 1) * SIZE),
    }));
  });
}

module.exports = function (config) {
  let newest;
  const articles = (api) =>
    (newest ??= api.getFilteredByGlob("content/**/*.md").sort((a, b) => b.date - a.date));
  const grouped = (api, values) => {
    const groups = new Map();
    for (const article of articles(api)) {
      for (const value of values(article.data)) {
        if (!groups.has(value)) groups.set(value, []);
        groups.get(value).push(article);
      }
    }
    return groups;
  };
  const lists = {
    home: (api) => pagesOf([["", articles(api)]], () => "/index"),
    sections: (api) => pagesOf(grouped(api, (data) => [data.category]), (name) => `/categories/${name}`),
    tags: (api) => pagesOf(grouped(api, (data) => data.tags), (name) => `/tags/${name}`),
  };

  config.setUseGitIgnore(false);
  config.addGlobalData("say", say);
  config.addGlobalData("root", `/${script}`);
  config.addGlobalData("host", "https://news.example.org");
  config.addGlobalData("layout", "article.njk");
  config.addGlobalData("permalink", () => (data) => `/news/${data.slug.slice(0, 4)}/${data.slug}.html`);
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addCollection("newest", articles);
  config.addCollection("names", (api) => [...grouped(api, (data) => [data.category]).keys()].sort());
  for (const [kind, make] of Object.entries(lists)) {
    config.addCollection(`${kind}Pages`, make);
    config.addTemplate(`${kind}.njk`, "", {
      layout: "list.njk",
      pagination: { data: `collections.${kind}Pages`, size: 1, alias: "list" },
      permalink: (data) => data.list.url,
      eleventyExcludeFromCollections: true,
    });
  }
  for (const [name, file] of [["feed", "/feed.xml"], ["sitemap", "/sitemap.xml"]]) {
    config.addTemplate(`${name}.njk`, "", {
      layout: `${name}.njk`,
      permalink: file,
      eleventyExcludeFromCollections: true,
    });
  }
  return {
    dir: { input: `content/${script}`, includes: "../../_includes", data: "../../_data", output: `output/${script}` },
    htmlTemplateEngine: false,
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
};
