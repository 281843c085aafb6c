using System.ComponentModel.DataAnnotations;

namespace ClsPortal.Web.Access.SignIn;

/// <summary>A change of one's own sign-in, confirmed by the password.</summary>
public interface IConfirmedByPassword
{
    string Current { get; set; }
}

/// <summary>One that asks for nothing else.</summary>
public class ConfirmedByPassword : IConfirmedByPassword
{
    public const string Missing = "Indiquez votre mot de passe actuel.";

    [Required(ErrorMessage = Missing)]
    [StringLength(200, ErrorMessage = "Ce mot de passe est trop long.")]
    public string Current { get; set; } = "";
}
