// What the theme asks for: text in JSON, and the navigation once for all pages.
hexo.extend.helper.register("inJson", (value) => JSON.stringify(value));
hexo.extend.helper.register("sectionLinks", function () {
  const link = (section) => `<li><a href="/${this.config.language}/${encodeURI(section.path)}">${section.name}</a></li>\n`;
  return this.site.categories.map(link).join("");
});
