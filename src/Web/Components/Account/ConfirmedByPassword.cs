using System.ComponentModel.DataAnnotations;

namespace ClsPortal.Web.Components.Account;

/// <summary>A change of one's own sign-in, confirmed by the password.</summary>
public class ConfirmedByPassword
{
    [Required(ErrorMessage = "Indiquez votre mot de passe actuel.")]
    [StringLength(200, ErrorMessage = "Ce mot de passe est trop long.")]
    public string Current { get; set; } = "";
}
