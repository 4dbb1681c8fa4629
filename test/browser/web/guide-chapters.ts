/**
 * Every sentence of three chapters of the guides that tells of a gesture or of what comes of it, as the name of the
 * test that makes it true. « Utiliser et gérer Nuage » is a chapter of the academy’s guide, the other two of the
 * ministry’s. What only greets, names a picture or tells of another program is left out.
 */
export const CHAPTERS: Readonly<Record<string, readonly string[]>> = {
  'Utiliser et gérer Nuage': [
    'L’espace de stockage Nuage se remplit au fur et à mesure des dépôts et contient des fichiers de tout format et des dossiers.',
    'Cliquer sur + de manière à ouvrir une fenêtre permettant de naviguer jusqu’au fichier ou dossier à déposer',
    'Glisser et déposer directement le fichier ou le dossier dans la fenêtre principale de Nuage.',
    'Les éléments qu’on a partagés sont marqués comme tel.',
    'Les éléments qui sont partagés avec soi par un tiers sont signalés ainsi (affichage des initiales du tiers ou de son avatar le cas échéant).',
    'Le menu des « 3 petits points » permet entre autres de renommer un élément, de le télécharger ou de le supprimer.',
    'Le partage s’active en cliquant sur l’icône de partage.',
    'S’affiche alors un menu à partir duquel on peut activer 2 types de partage.',
    'Le partage avec le Nuage d’un tiers s’initie avec la saisie d’un nom, d’une adresse e-mail ou d’un identifiant.',
    'Une liste affiche les personnes qui disposent d’un Nuage et avec lesquelles il est possible de partager son fichier ou son dossier.',
    'Il suffit alors de sélectionner la personne avec laquelle partager.',
    'Celle-ci retrouve ensuite dans son propre nuage le fichier ou le dossier ainsi partagé.',
    'Le partage par un lien public génère l’URL qui donne accès à l’affichage et/ou au téléchargement du dossier ou du fichier.',
    'Ce lien est automatiquement enregistré dans le « presse-papier » et peut être immédiatement copié dans un courriel, un document ou un générateur de QR-Code',
    'En cliquant sur les « 3 petits points » on accède à un menu',
    'La protection par un mot de passe (qu’il faudra donc communiquer aux personnes à ainsi autoriser).',
    'Une date d’expiration à partir de laquelle l’accès ne sera plus possible.',
  ],
  'Partager des fichiers': [
    'Chaque enseignant dispose d’un espace avec des dossiers qu’il organise.',
    'Il suffit de cliquer sur le + pour créer des dossiers et télécharger les fichiers',
    'Grâce à un lien de partage privé, vous pouvez partager des documents, des fichiers aux élèves et aux familles',
    'en lecture seule',
    'd’autoriser l’ajout et la modification de fichiers',
    'd’autoriser ou non le téléchargement',
    'de définir une date d’expiration pour accéder au document',
  ],
  'Créer une zone de dépôt': [
    'Nextcloud permet de créer également une zone de dépôt de documents (type casier de collecte ou boîte aux lettres)',
    'Grâce à cette zone de dépôt, chaque élève peut rendre son travail en utilisant un lien unique, lié à un dossier de l’espace de l’enseignant.',
    'Pour sécuriser votre zone de dépôt, il est préconisé de la protéger par un mot de passe',
    'et/ou de définir une date d’expiration.',
    'Il est fortement recommandé de diffuser le lien de partage via les canaux institutionnels et de proscrire la diffusion sur un site internet ou blog public.',
    'une zone de dépôt de fichiers collaborative entre enseignants',
  ],
}
