using System.ComponentModel.DataAnnotations;
using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Access.SignIn;

/// <summary>The check of the family's record for an address in a form without a circuit; an empty field is for others to refuse.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TypedEmailAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not string { Length: > 0 } typed || EmailAddress.Of(typed) is not null
            ? ValidationResult.Success
            : new ValidationResult(EmailAddress.WhatIsWrong(typed), [validationContext.MemberName!]);
}
