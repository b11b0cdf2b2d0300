import"./page.50336b8906c0.js";
