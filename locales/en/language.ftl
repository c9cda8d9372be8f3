language-nl = Dutch
language-fr = French
language-en = English
