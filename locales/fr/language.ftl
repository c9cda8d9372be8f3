language-nl = Néerlandais
language-fr = Français
language-en = Anglais
