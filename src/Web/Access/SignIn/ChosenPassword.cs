using System.ComponentModel.DataAnnotations;

namespace ClsPortal.Web.Access.SignIn;

/// <summary>A password chosen and typed again; what it must be is judged by the rules of Identity.</summary>
public class ChosenPassword
{
    [Required(ErrorMessage = "Choisissez un mot de passe.")]
    [StringLength(200, ErrorMessage = "Ce mot de passe est trop long : 200 caractères au plus.")]
    public string Password { get; set; } = "";

    [Compare(nameof(Password), ErrorMessage = "Les deux mots de passe ne sont pas les mêmes.")]
    public string Again { get; set; } = "";
}
