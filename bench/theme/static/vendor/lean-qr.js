// This theme shows no QR codes; every theme has this file.
