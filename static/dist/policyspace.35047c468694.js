import"./page.8be4d5a0eb7b.js";
