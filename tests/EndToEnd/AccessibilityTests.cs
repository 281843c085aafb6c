using ClsPortal.EndToEnd.Tests.Support;

namespace ClsPortal.EndToEnd.Tests;

/// <summary>axe on every page, phone and desktop, and no page wider than its screen.</summary>
public sealed class AccessibilityTests
{
    private static readonly (string Who, string[] Addresses)[] Tours =
    [
        ("", ["/connexion", "/mot-de-passe-oublie", "/mot-de-passe/nouveau", "/deconnexion", "/introuvable", "/erreur"]),
        (Pages.Mother, ["/", "/inscriptions", "/inscriptions?enfant=1", "/inscriptions/1/5?mois=2019-01", "/inscriptions/1/1?mois=2019-02", "/demandes", "/mon-compte/historique", "/paiement", "/contact", "/deconnexion"]),
        (Pages.Director, ["/gestion", "/gestion/demandes", "/gestion/familles", "/gestion/familles/1", "/gestion/activites?activite=1&mois=2019-01", "/gestion/messages"]),
        (Pages.Administrator, ["/gestion/parametres", "/gestion/parametres/centre"]),
