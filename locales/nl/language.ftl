language-nl = Nederlands
language-fr = Frans
language-en = Engels
